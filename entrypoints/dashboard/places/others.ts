// All places but the two that people open the dashboard for: loaded together, as apart they would weigh more.
export { BackPlace as back } from './back.tsx';
export { BudgetPlace as budget } from './budget.tsx';
export { CostsPlace as costs } from './costs.tsx';
export { CreditsPlace as credits } from './credits.tsx';
export { DataPlace as data } from './data.tsx';
export { PlanPlace as plan } from './plan.tsx';
export { ReviewPlace as review } from './review.tsx';
export { SettingsPlace as settings } from './settings.tsx';
export { WelcomePlace as welcome } from './welcome.tsx';
