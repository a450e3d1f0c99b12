const channelName = 'nokori:changed';

/** Tells open screens that the record has changed. They read it again; nothing else is sent. */
export function announceChange(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
}

export function onChange(changed: () => void): void {
  new BroadcastChannel(channelName).onmessage = changed;
}
