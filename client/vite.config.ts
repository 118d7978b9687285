import { defineConfig } from 'vite'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'chrome95', cssTarget: 'chrome95', modulePreload: { polyfill: false } },
})
