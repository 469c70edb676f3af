import {
  BracesIcon,
  CircleHelpIcon,
  CloudIcon,
  FlaskConicalIcon,
  HammerIcon,
  type LucideIcon,
  PackageIcon,
  RocketIcon,
  ServerCrashIcon,
  ShieldAlertIcon,
  SlidersHorizontalIcon,
  SparklesIcon,
  TimerOffIcon,
} from "lucide-react";
import { categoryWords } from "@/lib/domain/category-words";
import type { Category } from "@/lib/domain/loop";

const icons: Record<Category, LucideIcon> = {
  lint: SparklesIcon,
  types: BracesIcon,
  build: HammerIcon,
  test: FlaskConicalIcon,
  security: ShieldAlertIcon,
  deploy: RocketIcon,
  dependency: PackageIcon,
  configuration: SlidersHorizontalIcon,
  infrastructure: ServerCrashIcon,
  timeout: TimerOffIcon,
  unknown: CircleHelpIcon,
};

interface CategoryLabelProps {
  /** Null while the evidence is still collected. */
  category: Category | null;
}

export function CategoryLabel({ category }: CategoryLabelProps) {
  const Icon = category === null ? CloudIcon : icons[category];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap text-muted-foreground">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {category === null ? "Not known yet" : categoryWords(category).label}
    </span>
  );
}
