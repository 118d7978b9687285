import { d } from '../../text/desk'

/**
 * A short name for a device from its browser's user agent, such as "Chrome 109 · Android 12". An unknown one is cut off
 * after 60 characters; null or '' gives a text that says that the device has no name.
 */
export function deviceName(name: string | null): string {
  const browser = name?.match(/(Firefox|EdgA?|SamsungBrowser|CriOS|Chrome|Version)\/(\d+)/)
  const system = name?.match(/Android \d+|iPhone|iPad|Windows|Mac OS X|CrOS|Linux/)
  if (!browser && !system) return name?.slice(0, 60) || d('devices.unnamed')
  const word =
    browser?.[1] === 'Version' ? 'Safari' : browser?.[1]?.replace('CriOS', 'Chrome').replace(/^Edg.?$/, 'Edge')
  return [word && `${word} ${browser?.[2]}`, system?.[0]].filter(Boolean).join(' · ')
}
