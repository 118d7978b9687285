import { h } from 'preact'
import renderToString from 'preact-render-to-string'
import { type Plugin, runnerImport } from 'vite'

/** Draws the door into index.html: it takes letters before any script has come, and the script then takes it over. */
export const door = (): Plugin => ({
  name: 'lantoa-door',
  apply: 'build',
  async transformIndexHtml(html) {
    const config = {
      configFile: false as const,
      oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    }
    const { module } = await runnerImport<typeof import('../src/screens/teacher/SignIn')>(
      new URL('../src/screens/teacher/SignIn.tsx', import.meta.url).pathname,
      config,
    )
    return html.replace('<div id="app"></div>', `<div id="app">${renderToString(h(module.SignIn, {}))}</div>`)
  },
})
