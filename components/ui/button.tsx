import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "../class-names";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors outline-none select-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-offset-2 focus-visible:ring-offset-background disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary/90",
        outline: "border bg-surface hover:bg-accent",
        ghost: "text-muted-foreground hover:bg-accent hover:text-foreground",
        danger: "border border-danger/30 bg-surface text-danger hover:bg-danger-soft",
      },
      size: {
        default: "h-8 px-3 text-[13px]",
        small: "h-7 px-2 text-xs",
        large: "h-10 px-5 text-sm [&_svg]:size-4",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "outline", size: "default" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyle> {
  /** Renders the only child with the button's looks, for links. */
  asChild?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  type = "button",
  ...props
}: ButtonProps) {
  const styled = classNames(buttonStyle({ variant, size }), className);
  if (asChild) return <Slot.Root className={styled} {...props} />;
  return <button type={type} className={styled} {...props} />;
}
