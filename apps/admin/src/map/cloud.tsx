import { Text } from '@mantine/core';
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { nearestPoint, pointsInside } from './pick-points.ts';
import { PointCloud } from './point-cloud.ts';
import { movedBy, type Place, type Size, type View, viewByKey, viewOfAll, zoomedAt } from './view.ts';

export interface CloudProps {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** `[points, 4]` */
  readonly colors: Uint8Array;
  /** Those that stand out. */
  readonly marked: readonly number[];
  /** What a point is called where it is pointed at. */
  readonly nameOf: (point: number) => string;
  readonly onPick: (points: readonly number[]) => void;
}

const height = 560;
/** Pixels within which a point is pointed at. */
const reach = 10;

/** Points that can be moved, looked at nearer, pointed at, and caught by a line that is drawn with Shift held. */
export function Cloud({ label, x, y, colors, marked, nameOf, onPick }: CloudProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cloud = useRef<PointCloud>(undefined);
  const [size, setSize] = useState<Size>({ width: 0, height });
  const [view, setView] = useState<View>();
  const [isMissing, setMissing] = useState(false);
  const [pointed, setPointed] = useState<{ point: number; at: Place }>();
  const [line, setLine] = useState<readonly Place[]>([]);
  const held = useRef<{ at: Place; moved: boolean; draws: boolean }>(undefined);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    cloud.current = PointCloud.on(element);
    setMissing(cloud.current === undefined);
    const watch = new ResizeObserver(([{ contentRect }]) => setSize({ width: contentRect.width, height }));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    cloud.current?.places(x, y);
    if (size.width > 0) setView(viewOfAll(x, y, size));
  }, [x, y, size]);
  useEffect(() => {
    const grown = new Uint8Array(x.length);
    for (const point of marked) grown[point] = 1;
    cloud.current?.look(colors, grown);
  }, [x, colors, marked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the effects before gave the cloud is drawn here
  useEffect(() => {
    if (!view || size.width === 0) return;
    const pixels = Math.max(3, Math.min(9, 1200 / Math.sqrt(x.length + 1) / 4));
    const frame = requestAnimationFrame(() => cloud.current?.draw(view, size, pixels));
    return () => cancelAnimationFrame(frame);
  }, [view, size, x, colors, marked]);

  const zoom = useCallback((place: Place, times: number) => {
    setView((now) => now && zoomedAt(now, place, times));
  }, []);
  // React listens to wheels without the right to keep the page from scrolling.
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom({ x: event.offsetX, y: event.offsetY }, Math.exp(-event.deltaY / 400));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [zoom]);

  const onMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = placeOf(event);
    const from = held.current;
    if (!from) {
      const point = view && nearestPoint({ x, y }, view, at, reach);
      setPointed(point === undefined ? undefined : { point, at });
      return;
    }
    from.moved = true;
    if (from.draws) setLine((before) => [...before, at]);
    else setView((now) => now && movedBy(now, at.x - from.at.x, at.y - from.at.y));
    from.at = at;
  };
  const onUp = (event: PointerEvent<HTMLCanvasElement>) => {
    const from = held.current;
    held.current = undefined;
    if (!from || !view) return;
    if (from.draws) {
      onPick(pointsInside({ x, y }, view, line));
      setLine([]);
    } else if (!from.moved) {
      const point = nearestPoint({ x, y }, view, placeOf(event), reach);
      onPick(point === undefined ? [] : [point]);
    }
  };
  return (
    <div className="cloud" style={{ height }}>
      <canvas
        ref={canvas}
        tabIndex={0}
        aria-label={label}
        data-testid="cloud"
        width={Math.round(size.width * window.devicePixelRatio)}
        height={Math.round(height * window.devicePixelRatio)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = { at: placeOf(event), moved: false, draws: event.shiftKey };
          setPointed(undefined);
        }}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerLeave={() => setPointed(undefined)}
        onKeyDown={(event) => {
          const next = view && viewByKey(event.key, view, size);
          if (event.key === '0') setView(viewOfAll(x, y, size));
          else if (next) setView(next);
          else return;
          event.preventDefault();
        }}
      />
      {line.length > 1 && (
        <svg aria-hidden="true">
          <polygon points={line.map((place) => `${place.x},${place.y}`).join(' ')} />
        </svg>
      )}
      {pointed && (
        <Text
          size="xs"
          className="cloud-name surface"
          style={{ left: Math.min(pointed.at.x + 12, size.width - 180), top: pointed.at.y + 12 }}
        >
          {nameOf(pointed.point)}
        </Text>
      )}
      {isMissing && (
        <Text size="sm" className="cloud-name surface" style={{ left: 12, top: 12 }}>
          This browser draws no WebGL, so there is no map; search below finds items all the same.
        </Text>
      )}
    </div>
  );
}

function placeOf({ nativeEvent }: PointerEvent): Place {
  return { x: nativeEvent.offsetX, y: nativeEvent.offsetY };
}
