/** A share in [0, 1] as people read it; what is there is never 0 %, what lacks something never 100 %. */
export function percent(share: number): string {
  const value = 100 * share;
  const rounded = Math.round(value);
  return value > 0 && value < 1
    ? `${value < 0.01 ? '<0.01' : value.toPrecision(1)} %`
    : value < 100 && rounded === 100
      ? '>99 %'
      : `${rounded} %`;
}
