export const ROOT = '/api/loyalty/v1';

export const list = <T>(results: readonly T[], next_cursor: string | null = null) => ({
  results,
  next_cursor,
});

export function problem(status: number, title: string, detail: string) {
  return { type: 'about:blank', title, status, detail };
}
