import { who } from '../../account/who'
import { moment } from '../../text/format'
import { t } from '../../text/text'

/** Says who printed the one-time code for this account, and when, in case its owner did not ask for one. */
export function Reset() {
  const { reset } = who()
  return reset ? <p class="note">{t('password.reset', { name: reset.by, at: moment(reset.at) })}</p> : null
}
