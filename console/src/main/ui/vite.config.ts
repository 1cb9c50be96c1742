import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// One script and one style sheet, never loaded piecemeal: the page must go on working after the
// server it came from has died, so nothing may be left there to fetch later.
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  server: { proxy: { '/api': 'http://127.0.0.1:8810' } },
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 100_000,
    modulePreload: false,
    reportCompressedSize: false,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
