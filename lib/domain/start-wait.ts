/** How long a loop waits for a person to start its repair; a day, so that every time zone has a working hour in it. */
export const startWaitHours = 24;

export const startWaitMs = startWaitHours * 60 * 60_000;
