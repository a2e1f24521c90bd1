import type { Size, View } from './view.ts';

const vertexSource = `
attribute vec2 place;
attribute vec4 color;
attribute float grown;
uniform vec3 view;
uniform vec2 size;
uniform float pixels;
varying vec4 shade;
void main() {
  vec2 at = vec2(place.x * view.x + view.y, view.z - place.y * view.x);
  gl_Position = vec4(2.0 * at.x / size.x - 1.0, 1.0 - 2.0 * at.y / size.y, 0.0, 1.0);
  gl_PointSize = pixels * (1.0 + 1.6 * grown);
  shade = color;
}`;

const fragmentSource = `
precision mediump float;
varying vec4 shade;
void main() {
  vec2 from = gl_PointCoord - vec2(0.5);
  if (dot(from, from) > 0.25) discard;
  gl_FragColor = vec4(shade.rgb * shade.a, shade.a);
}`;

/** Points drawn by WebGL, in one call a frame. */
export class PointCloud {
  readonly #gl: WebGLRenderingContext;
  readonly #program: WebGLProgram;
  #count = 0;

  private constructor(gl: WebGLRenderingContext, program: WebGLProgram) {
    this.#gl = gl;
    this.#program = program;
  }

  /** Undefined where the browser has no WebGL. */
  static on(canvas: HTMLCanvasElement): PointCloud | undefined {
    const gl = canvas.getContext('webgl', { premultipliedAlpha: true });
    const program = gl?.createProgram();
    if (!gl || !program) return undefined;
    attach(gl, program, gl.VERTEX_SHADER, vertexSource);
    attach(gl, program, gl.FRAGMENT_SHADER, fragmentSource);
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return undefined;
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, and no hook of React
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    return new PointCloud(gl, program);
  }

  places(x: readonly number[], y: readonly number[]): void {
    const places = new Float32Array(2 * x.length);
    for (let point = 0; point < x.length; point++) places.set([x[point], y[point]], 2 * point);
    this.#attribute('place', places, 2, this.#gl.FLOAT);
    this.#count = x.length;
  }

  /** @param colors `[points, 4]` @param grown `[points]`, 1 for those that stand out */
  look(colors: Uint8Array, grown: Uint8Array): void {
    this.#attribute('color', colors, 4, this.#gl.UNSIGNED_BYTE);
    this.#attribute('grown', grown, 1, this.#gl.UNSIGNED_BYTE, false);
  }

  draw(view: View, { width, height }: Size, pixels: number): void {
    const gl = this.#gl;
    const ratio = window.devicePixelRatio;
    gl.viewport(0, 0, Math.round(width * ratio), Math.round(height * ratio));
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform3f(this.#uniform('view'), view.scale, view.shiftX, view.shiftY);
    gl.uniform2f(this.#uniform('size'), width, height);
    gl.uniform1f(this.#uniform('pixels'), pixels * ratio);
    gl.drawArrays(gl.POINTS, 0, this.#count);
  }

  #uniform(name: string): WebGLUniformLocation | null {
    return this.#gl.getUniformLocation(this.#program, name);
  }

  #attribute(
    name: string,
    values: Float32Array | Uint8Array,
    size: number,
    type: number,
    scaled = true,
  ): void {
    const gl = this.#gl;
    const place = gl.getAttribLocation(this.#program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, scaled, 0, 0);
  }
}

function attach(gl: WebGLRenderingContext, program: WebGLProgram, type: number, source: string): void {
  const shader = gl.createShader(type);
  if (!shader) return;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  gl.attachShader(program, shader);
}
