/** `.2865`, as tables of quality say it. */
export function figure(value: number, digits = 4): string {
  return value.toFixed(digits).replace(/^0\./, '.');
}

/** `+.0382` */
export function signedFigure(value: number): string {
  return `${value < 0 ? '-' : '+'}${figure(Math.abs(value))}`;
}
