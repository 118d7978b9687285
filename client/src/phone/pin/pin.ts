/** What is loaded for PINs. The screen that asks comes with the form that sets one: who set one can be asked offline. */

export { Curtain } from './Curtain'
export { PinSetting } from './PinSetting'
