export const STATE_FORMAT = 1;
