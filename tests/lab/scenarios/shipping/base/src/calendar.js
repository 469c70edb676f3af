const dayMs = 86_400_000;

/** The day that many working days after another. Days are texts like 2026-12-24. */
export function addWorkdays(day, workdays) {
  let current = day;
  let left = workdays;
  while (left > 0) {
    current = nextDay(current);
    if (!isWeekend(current)) left -= 1;
  }
  return current;
}

function nextDay(day) {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

function isWeekend(day) {
  return [0, 6].includes(new Date(day).getUTCDay());
}
