import { createLoader, createSerializer, parseAsStringEnum } from "nuqs/server";
import { PeriodDays } from "@/lib/domain/metrics/period";

const parsers = { days: parseAsStringEnum(PeriodDays.options).withDefault("30") };

/** How far back the address asks to look. */
export const loadPeriod = createLoader(parsers);
export const serializePeriod = createSerializer(parsers);
