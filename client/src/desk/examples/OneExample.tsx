import '../shared/office.css'
import './OneExample.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { ResourceView } from '../shared/ResourceView'
import { Faults, refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Decisions, type Verb } from './Decisions'
import { Editor } from './Editor'
import { Originals } from './Originals'
import { Preview } from './Preview'
import { Lost, StateWord } from './Standing'
import { type Draft, draftOf, type Example } from './types'

/** One example: its records at the left, at the right what is told of them, and what may be done. */
export function OneExample({ id }: { id: string }) {
  const path = `/api/examples/${id}`
  const resource = useResource(path)
  const [renewed, renew] = useState<Example>()
  const found = renewed ?? (resource.found?.body as Example | undefined)
  const again = () => {
    renew(undefined)
    resource.again()
  }
  return (
    <>
      <a class="plain back-to" href="/so/dien-hinh">
        <Icon name="back" /> {d('nav.examples')}
      </a>
      <ResourceView resource={resource}>
        {found && <Shown key={found.version} one={found} renew={renew} again={again} />}
      </ResourceView>
    </>
  )
}

interface Props {
  one: Example
  renew: (one: Example) => void
  /** Loads the example anew, after somebody else has changed it. */
  again: () => void
}

function Shown({ one, renew, again }: Props) {
  const [draft, edit] = useState<Draft>(() => draftOf(one))
  const [faults, setFaults] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const editing = one.may.includes('change')
  const send = async (verb: Verb) => {
    setBusy(true)
    setFaults([])
    try {
      if (verb === 'DELETE') {
        await change('DELETE', `/api/examples/${one.id}`, undefined, one.version)
        toast(d('example.was_discarded'))
        return go('/so/dien-hinh', true)
      }
      const saved = editing ? await save(one, draft) : one
      // What was saved stays saved where the next step is refused, and is shown with its reason.
      if (verb)
        renew(
          (await change('POST', `/api/examples/${one.id}/${verb}`, undefined, saved.version).catch((why) => {
            if (saved !== one) renew(saved)
            throw why
          })) as Example,
        )
      else renew(saved)
      toast(d(`example.was_${verb === 'drop-photos' ? 'drop_photos' : verb || 'saved'}`))
    } catch (fault) {
      setFaults(refusalWords(fault))
    } finally {
      setBusy(false)
    }
  }
  return (
    <article class="example">
      <header>
        <Title>{one.title || d('example.untitled')}</Title>
        <p class="lead">
          <StateWord one={one} /> {[one.unit_name, inLanguage(one.kind_label), one.year].join(' · ')}
        </p>
        <p class="meta">{d('example.prepared_by', { name: one.prepared_by })}</p>
        <Lost one={one} />
      </header>
      <Originals
        one={one}
        {...(editing && { copy: (text: string) => edit({ ...draft, story: added(draft.story, text) }) })}
      />
      <div class="told">
        {editing ? <Editor one={one} draft={draft} edit={edit} /> : <Preview one={one} />}
        <Faults faults={faults} />
        <Decisions
          one={one}
          busy={busy}
          send={(verb) => void send(verb)}
          renew={renew}
          again={again}
          refused={faults.length > 0}
        />
        {editing && <Preview one={one} changed={unlike(draft, draftOf(one))} folded />}
      </div>
    </article>
  )
}

const unlike = (one: Draft, other: Draft) => JSON.stringify(one) !== JSON.stringify(other)

const added = (story: string, text: string): string => [story.trim(), text].filter(Boolean).join('\n\n')

async function save(one: Example, { title, story, credit, photos }: Draft): Promise<Example> {
  const body = {
    title,
    story,
    credit,
    photos: photos.map(({ record, sha256, alt, crop, blurs }) => ({ record, sha256, alt, crop, blurs })),
  }
  return (await change('PUT', `/api/examples/${one.id}`, body, one.version)) as Example
}
