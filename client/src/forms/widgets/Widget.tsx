import { useWidgetTexts } from '../../text/widgets'
import { Barcode } from './Barcode'
import { Moment } from './Moment'
import type { WidgetProps } from './props'

/** The input of a field of type `time`, `datetime` or `barcode`. */
export function Widget(props: WidgetProps) {
  if (!useWidgetTexts()) return props.typed
  return props.field.type === 'barcode' ? <Barcode {...props} /> : <Moment {...props} />
}
