import type { Rollup } from 'vite'

type Modules = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }
type Bundle = Rollup.OutputBundle
type Chunk = Rollup.OutputChunk

/** The modules by which the desk is entered, whose first screen comes with them, and what it shows is asked for. */
const DESK = ['/src/desk/frame/Desk.tsx', '/src/desk/frame/ahead.ts']
/** Modules by which parts are entered that are no part of the core: fetched after the first exchange, and then kept. */
const LATER = [
  '/src/forms/photos/photos.ts',
  '/src/forms/widgets/widgets.ts',
  '/src/forms/photos/Viewer.tsx',
  '/src/sync/photoSending.ts',
  '/src/core/expressions.ts',
  '/src/phone/school/leader.ts',
  '/src/phone/file/file.ts',
  '/src/phone/teacher/more.ts',
  '/src/text/english.ts',
]

/** Those with few styles, which share a file of them: its headers would outweigh each one's own. */
const WITH_FEW_STYLES = ['/src/forms/widgets/widgets.ts', '/src/phone/school/leader.ts', '/src/phone/file/file.ts']

/** Modules by which parts are entered that are of no use without a network: they are fetched when they are opened. */
const ONLINE = [
  '/src/phone/file/BringFiles.tsx',
  '/src/phone/replicate/Replicate.tsx',
  '/src/phone/signin/Password.tsx',
  '/src/phone/teacher/Notices.tsx',
]

/** What parts that come later share, or one with the desk: in files of their own their headers would outweigh them. */
const SHARED = [
  '/src/records/decisions.ts',
  '/src/store/photos.ts',
  '/src/store/photoProgress.ts',
  '/src/platform/wifi.ts',
  '/src/records/shared.ts',
]

export interface Reach {
  /** What every phone keeps offline before anything else. */
  core: string[]
  /** Each part that comes later → its files, without those of the core. */
  later: Record<string, string[]>
  /** All other files, which a device keeps once somebody opened the desk on it. */
  desk: string[]
  /** What is fetched until the desk's first screen stands, the app's own files with it. */
  deskOpens: string[]
}

/** The scripts and styles of a build, by who fetches them. */
export function reach(bundle: Bundle): Reach {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const entries = chunks.filter((chunk) => chunk.isEntry)
  const core = closure(bundle, entries, (chunk) => !isOneOf(chunk, [...DESK, ...LATER, ...ONLINE]))
  const opens = closure(bundle, entries, (chunk) => chunk.name === 'app' || isOneOf(chunk, DESK))
  const all = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name))
  const parts = chunks.filter((chunk) => isOneOf(chunk, LATER))
  const later = parts.map((chunk) => {
    // What a part shares with another, or loads, is fetched, and weighed, with that one.
    const elsewhere = [...core, ...parts.filter((one) => one !== chunk).map(({ fileName }) => fileName)]
    return [
      nameOf(chunk),
      [...closure(bundle, [chunk], (other) => !isOneOf(other, ONLINE), elsewhere), ...workersOf(chunk, all)],
    ]
  })
  return {
    core: all.filter((name) => core.includes(name)).sort(),
    later: Object.fromEntries(later),
    desk: all.filter((name) => !core.includes(name)).sort(),
    deskOpens: opens,
  }
}

const nameOf = ({ facadeModuleId: id }: Chunk) => (id ?? '').split('/').slice(-2).join('/')

/** The files of the workers that a chunk starts: nothing imports them. */
const workersOf = ({ code }: Chunk, all: string[]) => all.filter((name) => /Worker-/.test(name) && code.includes(name))

const isOneOf = (chunk: Chunk, modules: string[]) => modules.some((module) => chunk.facadeModuleId?.endsWith(module))

/** The files of `from` and of all that they import, without `known`; what is loaded later counts where `follows` says so. */
function closure(bundle: Bundle, from: Chunk[], follows: (chunk: Chunk) => boolean, known: string[] = []): string[] {
  const found = new Set<string>()
  const todo = from.map((chunk) => chunk.fileName)
  for (let name = todo.pop(); name; name = todo.pop()) {
    const chunk = bundle[name]
    if (found.has(name) || known.includes(name) || chunk?.type !== 'chunk') continue
    found.add(name)
    for (const style of chunk.viteMetadata?.importedCss ?? []) if (!known.includes(style)) found.add(style)
    const dynamic = chunk.dynamicImports.filter((other) => {
      const target = bundle[other]
      return target?.type === 'chunk' && follows(target)
    })
    todo.push(...chunk.imports, ...dynamic)
  }
  return [...found]
}

/**
 * Names the chunks in which much comes at once: "app", all that app.tsx needs and the door does not; "desk", what the
 * desk's first screen needs besides; "read", what of that a part that comes later needs, too, and what these share;
 * "styles", those of parts with few. All else is split by who needs it.
 */
export function chunkOf(): (id: string, modules: Modules) => string | null {
  let names: Map<string, string> | undefined
  return (id, modules) => {
    names ??= chunks(modules)
    return names.get(id) ?? null
  }
}

function chunks(modules: Modules): Map<string, string> {
  const later = needed(LATER, modules)
  const names = new Map<string, string>()
  for (const id of needed(DESK, modules)) names.set(id, later.has(id) ? 'read' : 'desk')
  for (const id of needed(['/src/app.tsx'], modules)) names.set(id, 'app')
  for (const id of needed(['/src/main.tsx'], modules)) names.delete(id)
  for (const name of SHARED) names.set(source(name), 'read')
  for (const id of needed(WITH_FEW_STYLES, modules)) if (id.endsWith('.css') && !names.has(id)) names.set(id, 'styles')
  // Within a chunk of many, what is loaded by itself would need helpers of the bundler, as a file of their own.
  for (const name of DESK) names.delete(source(name))
  return names
}

const source = (name: string) => new URL(`..${name}`, import.meta.url).pathname

/** Some modules, by their names, and all that they import, and so on; what they may load later is not among it. */
function needed(from: string[], modules: Modules): Set<string> {
  const found = new Set<string>()
  const todo = from.map(source)
  for (let id = todo.pop(); id; id = todo.pop()) {
    if (found.has(id)) continue
    found.add(id)
    todo.push(...(modules.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
