import { type DeskKey, d } from '../../../text/desk'
import type { Upload } from './types'

const STEPS: DeskKey[] = ['bring.step_file', 'bring.step_columns', 'bring.step_rows']

/** The three steps, with the one that is open (`at`, from 0); those behind it lead back. */
export function Steps({ at, known }: { at: number; known: Upload | undefined }) {
  if (known?.applied) return null
  const ways = ['/so/nhap-so-lieu', `/so/nhap-so-lieu/${known?.id}?step=columns`]
  return (
    <nav aria-label={d('bring.steps')}>
      <ol class="bring-steps">
        {STEPS.map((step, n) => (
          <li key={step} aria-current={n === at ? 'step' : undefined}>
            {n < at ? <a href={ways[n] ?? '/so'}>{d(step)}</a> : d(step)}
          </li>
        ))}
      </ol>
    </nav>
  )
}
