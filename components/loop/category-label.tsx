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
import type { Category } from "@/lib/domain/loop";

const looks: Record<Category, { icon: LucideIcon; word: string }> = {
  lint: { icon: SparklesIcon, word: "Lint" },
  types: { icon: BracesIcon, word: "Types" },
  build: { icon: HammerIcon, word: "Build" },
  test: { icon: FlaskConicalIcon, word: "Test" },
  security: { icon: ShieldAlertIcon, word: "Security" },
  deploy: { icon: RocketIcon, word: "Deploy" },
  dependency: { icon: PackageIcon, word: "Dependency" },
  configuration: { icon: SlidersHorizontalIcon, word: "Configuration" },
  infrastructure: { icon: ServerCrashIcon, word: "Infrastructure" },
  timeout: { icon: TimerOffIcon, word: "Timeout" },
  unknown: { icon: CircleHelpIcon, word: "Unknown" },
};

export function categoryWord(category: Category): string {
  return looks[category].word;
}

interface CategoryLabelProps {
  /** Null while the evidence is still collected. */
  category: Category | null;
}

export function CategoryLabel({ category }: CategoryLabelProps) {
  const { icon: Icon, word } =
    category === null ? { icon: CloudIcon, word: "Not known yet" } : looks[category];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted-foreground">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
