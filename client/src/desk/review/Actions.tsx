import './Actions.css'
import { Icon, type IconName } from '../../parts/Icon'
import { type DeskKey, d } from '../../text/desk'

/**
 * A verb that needs a text, for which a dialog opens; `field`: the field that the text is about, if it is about one.
 */
export interface Dialog {
  verb: 'return' | 'reject' | 'reopen' | 'comment'
  field?: string
}

interface Props {
  may: string[]
  decide: (verb: string) => void
  ask: (verb: Dialog['verb']) => void
}

const YES: [verb: string, icon: IconName, key: string][] = [
  ['approve', 'check', 'a'],
  ['verify', 'shield', 'v'],
]
const OTHERS: [verb: Dialog['verb'], icon: IconName, key: string][] = [
  ['return', 'turn', 'r'],
  ['reject', 'cross', 'd'],
  ['reopen', 'sync', 'o'],
  ['comment', 'pencil', 'c'],
]

/**
 * The buttons for the verbs that this person `may` use on the record, each with its key on the keyboard. `decide` is
 * called for a verb without a text, `ask` for one that needs a text.
 */
export function Actions({ may, decide, ask }: Props) {
  const yes = YES.filter(([verb]) => may.includes(verb))
  const others = OTHERS.filter(([verb]) => may.includes(verb))
  const first = others.filter(([verb]) => verb === 'return')
  return (
    <section aria-label={d('record.actions')}>
      <div class={yes.length || first.length ? 'review-actions first' : 'deeds'}>
        {first.map((other) => (
          <Other key={other[0]} other={other} ask={ask} kind="secondary" />
        ))}
        {yes.map(([verb, icon, key], at) => (
          <button key={verb} type="button" class={at ? 'secondary' : 'primary'} onClick={() => decide(verb)}>
            <Icon name={icon} /> {d(`verb.${verb}` as DeskKey)} <kbd>{key}</kbd>
          </button>
        ))}
      </div>
      <div class="review-actions">
        {others
          .filter((other) => !first.includes(other))
          .map((other) => (
            <Other key={other[0]} other={other} ask={ask} kind="plain" />
          ))}
      </div>
    </section>
  )
}

interface OtherProps {
  other: (typeof OTHERS)[number]
  ask: Props['ask']
  kind: string
}

function Other({ other: [verb, icon, key], ask, kind }: OtherProps) {
  return (
    <button type="button" class={kind} onClick={() => ask(verb)}>
      <Icon name={icon} /> {d(`verb.${verb}`)} <kbd>{key}</kbd>
    </button>
  )
}
