import { useState } from 'react';

const ITEM = 'cairn.demo';

/** The demo run under way, kept over a reload of the page. */
export function useDemoId(): readonly [string | null, (id: string | null) => void] {
  const [id, setId] = useState(() => sessionStorage.getItem(ITEM));
  return [
    id,
    next => {
      if (next === null) sessionStorage.removeItem(ITEM);
      else sessionStorage.setItem(ITEM, next);
      setId(next);
    },
  ];
}
