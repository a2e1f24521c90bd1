/** `0.1139` */
export function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4);
}

/** `+0.0181`, with a minus sign of a digit's width. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

/** `27,314` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `12 %`, `0.4 %` */
export function percent(share: number): string {
  const value = share * 100;
  return `${Math.abs(value) < 1 && value !== 0 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** `8.4 s`, `3 min 20 s` */
export function duration(seconds: number): string {
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const total = Math.round(seconds);
  return `${Math.floor(total / 60)} min ${total % 60} s`;
}

/** `503 MiB` */
export function mebibytes(bytes: number): string {
  return `${whole(bytes / 2 ** 20)} MiB`;
}
