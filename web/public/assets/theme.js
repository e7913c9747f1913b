// Runs before the first paint, so that a page chosen to be dark is never light for a moment.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage: the setting of the system holds.
}
