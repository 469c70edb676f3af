/** The mark: a run that goes round, and comes out green. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <path d="M17.5 7.6A8 8 0 1 0 20 12" stroke="currentColor" strokeWidth="2.4" />
      <path d="m8.4 12.1 2.7 2.7 5-5.6" stroke="currentColor" strokeWidth="2.4" />
    </svg>
  );
}
