/** What the function counts, in the namespace of the program with the stack as the dimension `service`. */
export const PAUSE_METRICS = {
  /** Streams switched off; one that somebody switched on by hand counts again. */
  streamsPaused: "StreamsPaused",
} as const;

export type PauseMetric = (typeof PAUSE_METRICS)[keyof typeof PAUSE_METRICS];
