const silent = () => {};

/** A logger for the SDK: its warnings about errors that a test throws on purpose help nobody. */
export const quiet = { info: silent, debug: silent, warn: silent, error: silent };
