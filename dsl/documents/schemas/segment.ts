import { Condition, Fields, header } from './common.ts';

export const SegmentSchema = Fields(
  { ...header('segment'), when: Condition('Who belongs to it.') },
  'A group of customers.',
);
