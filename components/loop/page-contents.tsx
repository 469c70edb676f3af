/** Links to the cards of a long page, beside them while they scroll. */
export function PageContents({ parts }: { parts: readonly { id: string; title: string }[] }) {
  return (
    <nav aria-label="On this page" className="px-1 text-[13px] max-lg:hidden lg:sticky lg:top-7 print:hidden">
      <p className="mb-1.5 text-xs font-medium text-muted-foreground">On this page</p>
      <ul className="border-l">
        {parts.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="-ml-px block rounded-r-sm border-l border-transparent py-1 pl-3 text-muted-foreground outline-none hover:border-foreground hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
