/** Three stones, balanced. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
      <ellipse cx="12" cy="18.4" rx="9" ry="3.2" />
      <ellipse cx="12.7" cy="11.6" rx="6.4" ry="2.7" opacity="0.82" />
      <ellipse cx="11.6" cy="5.8" rx="3.9" ry="2.3" opacity="0.64" />
    </svg>
  );
}
