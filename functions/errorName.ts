/** What an error is called. AWS's own texts can hold parts of a request, addresses among them, so they are not told. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
