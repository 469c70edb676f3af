import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer GitHub gives instead of a result: status, message and, for 422, what is wrong with which field. */
export class ApiError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    readonly errors?: readonly ValidationProblem[],
  ) {
    super(message);
  }
}

export interface ValidationProblem {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}

export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

export function notAccessible(): ApiError {
  return new ApiError(403, "Resource not accessible by integration");
}

export function validationFailed(resource: string, field: string, message: string): ApiError {
  return new ApiError(422, "Validation Failed", [{ resource, field, code: "custom", message }]);
}
