/** How a course stands, as pages that show it are told. */
interface CourseStatus {
  readonly status: string;
  readonly success: string;
  readonly scoreScaled: number | null;
  readonly scoreRaw: number | null;
  readonly engagedMs: number;
  readonly attempt: number;
  readonly version: number;
}

/** A message of the course. */
type FrameNews =
  { readonly kind: 'status'; readonly status: CourseStatus } | { readonly kind: 'height'; readonly height: number };

/** Reads a message of the frame; null for what is none of ours. */
export function readNews(data: unknown): FrameNews | null {
  if (typeof data !== 'object' || data === null) return null;
  const of = (name: string): unknown => Reflect.get(data, name);
  if (of('type') === 'schoolbeat-height') {
    const height = of('height');
    return typeof height === 'number' && Number.isFinite(height) ? { kind: 'height', height } : null;
  }
  if (of('type') !== 'schoolbeat') return null;
  return {
    kind: 'status',
    status: {
      status: String(of('status')),
      success: String(of('success')),
      scoreScaled: numberOf(of('scoreScaled')),
      scoreRaw: numberOf(of('scoreRaw')),
      engagedMs: numberOf(of('engagedMs')) ?? 0,
      attempt: numberOf(of('attempt')) ?? 0,
      version: numberOf(of('version')) ?? 0,
    },
  };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
