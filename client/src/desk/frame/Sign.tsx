import { BELL } from '../../parts/Icon'

const PATHS = {
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  table: 'M4 5h16v14H4zM4 10h16M10 5v14',
  bell: BELL,
  tray: 'M4 13.5L6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  person: 'M12 11.5a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM4.5 20.5c0-4 3-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  school: 'M3.5 10L12 5l8.5 5L12 15zM7 12.2V17c1.5 1.3 3.2 2 5 2s3.5-.7 5-2v-4.8M20.5 10v5',
  units: 'M10 4h4v4h-4zM4 16h4v4H4zM16 16h4v4h-4zM12 8v4M6 16v-4h12v4',
  phones:
    'M6 3h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM17 8h1a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-7',
  gate: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM9.5 8.5v7M14.5 8.5v7',
  late: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM12 7v5l3.5 2',
  paper: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  star: 'M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z',
  forms: 'M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3',
  upload: 'M12 16V5M7.5 9L12 4.5L16.5 9M5 16v4h14v-4',
  vault: 'M4 6h16v12H4zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M12 9V7.5M7 18v2M17 18v2',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1',
  sun: 'M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  globe: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM3 12h18M12 3c3 2.5 4 5.5 4 9s-1 6.5-4 9c-3-2.5-4-5.5-4-9s1-6.5 4-9z',
  keys: 'M4 7h16v10H4zM7.5 10.5h.1M11 10.5h.1M14.5 10.5h.1M8 14h8',
} as const

export type SignName = keyof typeof PATHS

/** An icon of the desk's own set, beside a text that says the same, so that screen readers skip it. */
export function Sign({ name }: { name: SignName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
