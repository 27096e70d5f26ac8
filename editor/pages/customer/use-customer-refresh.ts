import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStream } from '../../api/stream.ts';
import type { LiveEffects } from '../../api/types.ts';

const PAUSE_MS = 800;

/** Reads the customer anew when the live feed says that something happened to them. */
export function useCustomerRefresh(id: string): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useStream(event => {
    if (event.event !== 'effects' || customerOf(event.data) !== id) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['customer', id] });
    }, PAUSE_MS);
  });
}

function customerOf(data: string): string | undefined {
  try {
    return (JSON.parse(data) as Partial<LiveEffects>).customer_id;
  } catch {
    return undefined;
  }
}
