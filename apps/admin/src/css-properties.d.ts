import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Of a bar's or column's room, in [0, 1]. */
    '--share'?: number;
  }
}
