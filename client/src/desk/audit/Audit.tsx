import { DateInput } from '../../parts/DateInput'
import '../shared/office.css'
import type { Json } from '../../core/types/json'
import { useCatalog } from '../../parts/live'
import { register } from '../../records/catalog'
import { type DeskKey, d, isDeskKey } from '../../text/desk'
import { day, moment } from '../../text/format'
import { inLanguage } from '../../text/text'
import { Choose, Find, filteredAddress, setFilters } from '../shared/Filters'
import { FoldedWhereNarrow } from '../shared/FurtherFilters'
import { fromFirst, ListFile } from '../shared/ListFile'
import { NextPage } from '../shared/NextPage'
import { ResourceView } from '../shared/ResourceView'
import { aboveSchool, roleWord } from '../shared/roles'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useResource } from '../shared/useResource'

/** Kind by which the audit trail is filtered → the actions that the filter lets through, joined by commas. */
const KINDS: Record<string, string> = {
  sign_in:
    'session.begin,session.end,session.revoke,password.choose,factor.add,factor.end,factor.reset,token.make,token.end',
  refused: 'session.refused,code.refused,factor.refused,token.refused',
  codes: 'code.issue,code.refused,password.choose',
  people:
    'person.create,person.change,person.end,person.erase,role.give,role.end,role.keep,account.disable,account.enable',
  units: 'unit.create,unit.change,unit.move,unit.end,unit.keep,cluster.create,cluster.change,cluster.delete',
  records:
    'record.put,record.submit,record.withdraw,record.verify,record.return,record.approve,record.reject,record.reopen,record.delete,record.restore,record.comment,record.consent',
  others:
    'backup.order,bundle.bring,bundle.refuse,bundle.take,import.apply,import.records,export.make,period.close,period.open,quarantine.take,quarantine.refuse,photo.view,hint.settle,hint.open,report.freeze,report.withdraw,report.show,report.hide,template.change,letterhead.change,monthly.sign,monthly.switch,example.prepare,example.change,example.propose,example.publish,example.withdraw,example.reopen,example.announce,example.discard,example.fall,example.settle,example.drop_photos,register.draft,register.discard,register.publish,restore.record,figures.choose,review.assign,year.set,contact.set,notation.set',
}

/** The screen of the audit trail: who did what, when and from where, filtered by text, day and kind. */
export default function Audit({ query }: ScreenProps) {
  useCatalog()
  const resource = useResource(`/api/audit?${query}`)
  const entries: Json[] = resource.found?.body.entries ?? []
  const narrowed = [...query.keys()].length > 0
  return (
    <>
      <div class="headed">
        <Title>{d('nav.audit')}</Title>
        {entries.length > 0 && <ListFile path={`/api/audit/file?${fromFirst(query)}`} of="nhat ky" />}
      </div>
      <p class="lead">{d('audit.what')}</p>
      <search class="filters" aria-label={d('desk.filters')}>
        <Find value={query.get('q') ?? ''} label={d('audit.find')} hint={d('audit.find_hint')} />
        <Choose
          name="what"
          label={d('audit.kind')}
          none={d('audit.any')}
          choices={Object.entries(KINDS).map(([kind, actions]) => [actions, d(`audit.kind_${kind}` as DeskKey)])}
          query={query}
        />
        <FoldedWhereNarrow names={['unit', 'from', 'to']} query={query}>
          {aboveSchool() && <UnitFilter none={d('people.all_units')} query={query} />}
          {(['from', 'to'] as const).map((name) => (
            <label key={name} class="choose">
              <span>{d(`audit.${name}`)}</span>
              <DateInput value={query.get(name) ?? ''} set={(day) => setFilters({ [name]: day, cursor: null })} />
            </label>
          ))}
        </FoldedWhereNarrow>
      </search>
      <ResourceView resource={resource}>
        {(query.has('target') || query.has('who') || query.has('address')) && (
          <p class="row">
            <a class="secondary" href={filteredAddress({ target: null, who: null, address: null, cursor: null })}>
              {d('audit.all_again')}
            </a>
          </p>
        )}
        {resource.found && !entries.length && (
          <section class="empty">
            <h2>{d(narrowed ? 'audit.none_found' : 'audit.none')}</h2>
            <p>{d('audit.none_why')}</p>
          </section>
        )}
        {entries.length > 0 && (
          <table class="office">
            <caption class="hidden">{d('nav.audit')}</caption>
            <thead>
              <tr>
                <th scope="col">{d('audit.when')}</th>
                <th scope="col">{d('audit.who')}</th>
                <th scope="col">{d('audit.deed')}</th>
                <th scope="col">{d('audit.where')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Line key={`${entry.what}${entry.seq}`} entry={entry} />
              ))}
            </tbody>
          </table>
        )}
        <NextPage resource={resource} />
      </ResourceView>
    </>
  )
}

function Line({ entry }: { entry: Json }) {
  const { by, what, target, unit, address, device, details } = entry
  const key = `did.${what}`
  return (
    <tr>
      <td class="seen">
        <time dateTime={entry.at}>{moment(entry.at)}</time>
      </td>
      <td>{by ? <a href={filteredAddress({ who: by.id, cursor: null })}>{by.name ?? by.id}</a> : d('audit.nobody')}</td>
      <td>
        {isDeskKey(key) ? d(key) : what}{' '}
        {target && target.id !== by?.id && <Target target={target} details={details} />}
        <span class="meta">{[more(details), unit?.name].filter(Boolean).join(' · ')}</span>
      </td>
      <td>
        {address && <a href={filteredAddress({ address, cursor: null })}>{address}</a>}
        {device && <span class="meta">{device}</span>}
      </td>
    </tr>
  )
}

function Target({ target: { kind, id, name }, details }: { target: Json; details: Json }) {
  if (kind === 'record')
    return <a href={`/so/ban-ghi/${id}`}>{inLanguage(register(details.register)?.title) || d('audit.record')}</a>
  if (kind === 'person' && name) return <a href={`/so/nguoi/${id}`}>{name}</a>
  if (kind === 'unit' && name) return <a href={`/so/don-vi/${id}`}>{name}</a>
  return <>{details.name ?? name ?? ''}</>
}

/** The details of an audit entry that a person can read, in one line. */
function more({ role, deputy, since, until, was, failures, reason, why, name, revoked, by }: Json): string {
  return [
    role && roleWord(role, deputy),
    since && d('people.from', { day: day(since) }),
    until && d('people.until', { day: day(until) }),
    was?.name && was.name !== name && d('audit.was', { name: was.name }),
    failures && d('audit.failures', { n: failures }),
    why,
    reason && d(reason === 'used' ? 'audit.code_used' : 'audit.code_expired'),
    revoked && d('audit.revoked', { n: revoked }),
    by === 'code' && d('audit.by_code'),
  ]
    .filter(Boolean)
    .join(' · ')
}
