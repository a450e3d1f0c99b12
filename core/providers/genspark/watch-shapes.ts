import type { Shape } from '../provider.ts';

/** Field names of the credit logs are not public; these are the names such rows usually have. Titles are not among them. */
const logRow: Shape = {
  id: 'i',
  _id: 'i',
  log_id: 'i',
  created_at: 't',
  create_time: 't',
  ctime: 't',
  time: 't',
  timestamp: 't',
  date: 't',
  credits: 'n',
  credit: 'n',
  amount: 'n',
  credit_amount: 'n',
  cost: 'n',
  delta: 'n',
  type: 's',
  action: 's',
  category: 's',
  project_id: 'i',
  expire_at: 't',
  expires_at: 't',
  expired_at: 't',
  expire_time: 't',
};
export const logs: Shape = {
  status: 'n',
  data: { logs: [logRow], items: [logRow], records: [logRow], list: [logRow] },
};

/** What a request says of the task it asks for; never its words. */
export const asks: Shape = {
  type: 's',
  project_id: 'i',
  ai_chat_model: 's',
  use_model: 's',
  ultra_mode: 'b',
  model_params: {
    type: 's',
    model: 's',
    duration: 's',
    tier: 's',
    video_size: 's',
    generation_count: 'n',
  },
};
