import { defineConfig } from "vite";

// The pages are served by kg serve from the root; in development they ask a server on port 8000.
const server = process.env.KG_SERVER ?? "http://127.0.0.1:8000";
const asked = ["/api", "/sparql", "/data", "/.well-known", "/id", "/ontology", "/theme"];

export default defineConfig({
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a wider Content-Security-Policy
    chunkSizeWarningLimit: 2000, // the query editor is that large, and on its own page
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { eval: false, pluginTimings: false } }, // the query editor names eval where it is never run
  },
  worker: { format: "es" },
  server: { proxy: Object.fromEntries(asked.map((path) => [path, server])) },
});
