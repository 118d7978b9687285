import { h } from 'preact'
import renderToString from 'preact-render-to-string'
import { type Plugin, runnerImport } from 'vite'
import { reach } from './reach.ts'

// The page's policy (server/platform/static_files.py) lets two addresses be run that are no scripts of the page: the
// service worker's, and that of the worker that shrinks photos (client/src/forms/photos/shrink.ts).
const trusted =
  `self.trustedTypes?.createPolicy('default',{createScriptURL:u=>` +
  `/^\\/assets\\/shrink[\\w-]+\\.js$/.test(u=new URL(u,location).pathname)?u:'/sw.js'});`

// Before anything is drawn: whoever is signed in never sees the door, and their app is on its way at once; so is the
// desk of who begins there. Others fetch it ahead (`desk`) while somebody types who may begin there (main.tsx).
const signed = (app: string[], desk: string[]) =>
  `{let ahead=files=>{for(let f of files){let l=document.createElement('link');` +
  `l.rel='modulepreload';l.href='/'+f;document.head.append(l)}};` +
  `self.desk=()=>ahead(${JSON.stringify(desk)});try{let kept=localStorage;if(kept['lantoa.in']){` +
  `document.documentElement.className='in';ahead(${JSON.stringify(app)});if(kept['lantoa.desk'])desk()}}catch{}}`

// A tired phone draws the door and takes letters before it reads a script: the script comes with the first of them, with
// a tap on the other language, or when the phone has nothing else to do. Who is signed in, has chosen a language or comes
// by a link does not wait. Who is done before the script is there has entered, and is taken in by it (`door`, main.tsx).
const comes = (script: string) =>
  `{let come=()=>{come=0;import("${script}")},kept,door=self.door={};try{kept=localStorage}catch{kept={}}` +
  `addEventListener('submit',e=>{if(self.door){e.preventDefault();door.entered=1;come&&come()}},true);` +
  `if(location.pathname+location.search!='/'||kept['lantoa.in']||kept['lantoa.language'])come();else{` +
  `addEventListener('input',()=>come&&come());addEventListener('click',e=>{let b=e.target.closest('button[lang]');` +
  `if(come&&b){kept['lantoa.language']=b.lang;come()}});addEventListener('load',()=>` +
  `setTimeout(()=>(self.requestIdleCallback||setTimeout)(()=>come&&come(),{timeout:1e3}),1e3))}}`

/** Puts the first styles into the page, which is then whole with its first bytes, and says when the script comes. */
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
          return `<style>${String(style.source).trim()}</style>`
        },
      )
      const tag = /<script type="module"[^>]*src="([^"]+)"><\/script>\s*/
      const { deskOpens, core } = reach(bundle)
      const desk = deskOpens.filter((name) => name.endsWith('.js') && !core.includes(name))
      const script = tag.exec(String(page.source))?.[1]
      if (!script) return this.error('index.html names no script')
      page.source = String(page.source)
        .replace(tag, '')
        .replace('</style>', `</style><script>${trusted}${signed([script.slice(1), app ?? ''], desk)}</script>`)
        .replace('</body>', `<script>${comes(script)}</script></body>`)
    },
  },
})

/** Markup needs no styles; outside of a build nobody could load them. */
const unstyled: Plugin = {
  name: 'lantoa-unstyled',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('.css') ? '\0unstyled' : null),
  load: (id) => (id === '\0unstyled' ? '' : null),
}

/** Draws the door into index.html: it takes letters before any script has come, and the script then takes it over. */
export const door = (): Plugin => ({
  name: 'lantoa-door',
  apply: 'build',
  async transformIndexHtml(html) {
    const config = {
      configFile: false as const,
      oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
      plugins: [unstyled],
    }
    const { module } = await runnerImport<typeof import('../src/phone/signin/SignIn')>(
      new URL('../src/phone/signin/SignIn.tsx', import.meta.url).pathname,
      config,
    )
    return html.replace('<div id="app"></div>', `<div id="app">${renderToString(h(module.SignIn, {}))}</div>`)
  },
})
