/** The browser that the page is open in, and what it takes to tell a person about it. */

export interface Browser {
  /** The app in whose built-in browser the page is open, or null. Such a browser keeps no data for long. */
  embedded: 'Zalo' | 'Facebook' | null
  android: boolean
  /** An iPhone or an iPad. */
  apple: boolean
  /** The browser that everybody with such a device has, to be named where the present one does not do. */
  usual: 'Chrome' | 'Safari'
  /**
   * The key of the text that says how the app gets on the home screen: by the ⋮ or the Share button of the browser
   * called `name`, by another menu of its own, or by Safari in its place; null where nothing does it.
   */
  adds: 'install.dots' | 'install.share' | 'install.menu' | 'install.safari' | null
  name?: string
}

/** What only resembles Chrome or Safari has more names before or after. */
const CHROME = /\) Chrome\/\S+( Mobile)? Safari\/\S+$/
const SAFARI = /Version\/\S+( Mobile\S*)? Safari\/\S+$/

/** What is known of a browser from its user agent, and from how many fingers its screen can feel at once. */
export function browserOf(agent: string, fingers = 0): Browser {
  const apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && fingers > 1)
  const android = /Android/.test(agent)
  return {
    embedded: /Zalo/i.test(agent) ? 'Zalo' : /FBA[NV]|Messenger/.test(agent) ? 'Facebook' : null,
    android,
    apple,
    usual: apple ? 'Safari' : 'Chrome',
    ...(apple ? ofApple(agent) : android ? ofAndroid(agent) : { adds: null }),
  }
}

type Adds = Pick<Browser, 'adds' | 'name'>

function ofApple(agent: string): Adds {
  if (SAFARI.test(agent)) return { adds: 'install.share', name: 'Safari' }
  // From iOS 16.4 on, other browsers can do it, too.
  const [, major, minor] = agent.match(/OS (\d+)_(\d+).*CriOS/) ?? []
  return Number(major) + Number(minor) / 100 >= 16.04
    ? { adds: 'install.share', name: 'Chrome' }
    : { adds: 'install.safari' }
}

function ofAndroid(agent: string): Adds {
  const name = CHROME.test(agent) ? 'Chrome' : /Firefox\//.test(agent) && 'Firefox'
  return name ? { adds: 'install.dots', name } : { adds: 'install.menu' }
}

// The build draws the door where there is no navigator.
const { userAgent = '', maxTouchPoints = 0 } = globalThis.navigator ?? {}

/** The browser that this page is open in. */
export const browser = browserOf(userAgent, maxTouchPoints)
