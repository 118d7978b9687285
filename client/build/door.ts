import { h } from 'preact'
import renderToString from 'preact-render-to-string'
import { type Plugin, runnerImport } from 'vite'

// Before anything is drawn: whoever is signed in never sees the door, and their app is on its way at once.
const signed = (app: string) =>
  `try{if(localStorage['lantoa.in']){document.documentElement.className='in';` +
  `var l=document.createElement('link');l.rel='modulepreload';l.href='${app}';document.head.append(l)}}catch(e){}`

/** Puts the first styles into the page, which is then whole with its first bytes. */
export const inline = (): Plugin => ({
  name: 'lantoa-inline',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') return
      const [app, styles] = ['js', 'css'].map((end) =>
        Object.keys(bundle).find((name) => name.startsWith('assets/app-') && name.endsWith(`.${end}`)),
      )
      page.source = String(page.source).replace(
        /<link rel="stylesheet"[^>]*href="\/([^"]+)">/,
        (_tag, name: string) => {
          const style = bundle[name]
          if (style?.type !== 'asset') return this.error(`${name} is not in the build`)
          delete bundle[name]
          // Parts that come on demand would wait for a file that is no more; the app's styles are there before them.
          for (const part of Object.values(bundle)) {
            if (part.type === 'chunk') part.code = part.code.split(`"${name}"`).join(`"${styles}"`)
          }
          return `<style>${String(style.source).trim()}</style><script>${signed(`/${app}`)}</script>`
        },
      )
    },
  },
})

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
