export const BELL = 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10.5 21h3'

const PATHS = {
  add: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  bell: BELL,
  book: 'M5 4.5h11a3 3 0 0 1 3 3v12H8a3 3 0 0 1-3-3zM5 16.5a3 3 0 0 1 3-3h11M9 8.5h6',
  check: 'M8 12.5l3 3 5.5-6.5M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z',
  clock: 'M12 7v5.5l3.5 2M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z',
  copy: 'M9 9h10v11H9zM6 15H5V4h10v1.5',
  cross: 'M6 6l12 12M18 6L6 18',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 1 0 4.4a2.2 2.2 0 0 1 0-4.4zM9 14.8a2.2 2.2 0 1 1 0 4.4a2.2 2.2 0 0 1 0-4.4z',
  help: 'M9 9.5a3 3 0 1 1 3 3v1.5M12 16.7v.1M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z',
  home: 'M4 11l8-7 8 7M6 9.5V20h4.5v-6h3v6H18V9.5',
  pencil: 'M5 19l1-4L16.5 4.5l3 3L9 18z',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
  send: 'M12 19V6M6.5 11.5L12 6l5.5 5.5',
  shield: 'M12 3l7 2.5v5.5c0 4.5-2.7 8-7 10c-4.3-2-7-5.5-7-10V5.5zM8.5 12l2.5 2.5 4.5-5',
  sync: 'M19.5 11A7.6 7.6 0 0 0 5.6 8.2M5 4v4.5h4.5M4.5 13a7.6 7.6 0 0 0 13.9 2.8M19 20v-4.5h-4.5',
  turn: 'M9 14l-4.5-4.5L9 5M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3',
  warn: 'M12 4L21.5 20h-19zM12 10v4.5M12 17.3v.1',
} as const

export type IconName = keyof typeof PATHS

/** A small icon beside a text that says the same, so that screen readers skip the icon. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
