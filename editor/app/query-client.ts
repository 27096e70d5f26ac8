import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';

/** What was read stays on the screen while it is read anew; only a server that cannot be reached is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => error instanceof ApiError && error.status === 0 && failures < 2,
      retryDelay: 600,
    },
    mutations: { retry: false },
  },
});
