/* global document, localStorage */
// A file of its own, loaded before anything is painted, since the content security policy forbids inline scripts.
try {
  const theme = localStorage.getItem('cairn.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the operating system's theme holds.
}
