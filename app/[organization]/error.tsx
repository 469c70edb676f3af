"use client";

import type { ComponentProps } from "react";
import { FailedPage } from "@/components/failed-page";

/** The frame around it still stands: one room failed, not the house. */
export default function RoomError(props: ComponentProps<typeof FailedPage>) {
  return <FailedPage {...props} framed />;
}
