export const TEMPLATES: readonly (readonly [id: string, name: string, category: string])[] = [
  ['app_hello', 'App Hello', 'onboarding'],
  ['complete_profile', 'Complete Your Profile', 'onboarding'],
  ['second_recharge', 'Second Recharge', 'onboarding'],
  ['starter_path', 'Starter Path', 'onboarding'],
  ['daily_streak', 'Daily Usage Streak', 'engagement'],
  ['data_explorer', 'Data Explorer', 'engagement'],
  ['talk_and_text', 'Talk & Text', 'engagement'],
  ['app_regular', 'App Regular', 'engagement'],
  ['feature_finder', 'Feature Finder', 'engagement'],
  ['bigger_topup', 'Bigger Top-up', 'revenue'],
  ['monthly_goal', 'Monthly Goal', 'revenue'],
  ['first_bundle', 'First Bundle', 'revenue'],
  ['next_best_offer', 'Next Best Offer', 'revenue'],
  ['anniversary', 'Anniversary', 'loyalty'],
  ['refer_a_friend', 'Refer a Friend', 'loyalty'],
  ['welcome_back', 'Welcome Back', 'correction'],
  ['make_it_right', 'Make It Right', 'correction'],
];

export const BADGES: readonly (readonly [id: string, name: string])[] = [
  ['activated', 'Activated'],
  ['power_user', 'Power User'],
  ['streak_master', 'Streak Master'],
  ['data_champion', 'Data Champion'],
  ['connector', 'Connector'],
  ['recharge_hero', 'Recharge Hero'],
  ['reliable_payer', 'Reliable Payer'],
  ['loyal_member', 'Loyal Member'],
  ['advocate', 'Advocate'],
  ['digital_native', 'Digital Native'],
  ['mission_champion', 'Mission Champion'],
  ['comeback_hero', 'Comeback Hero'],
];

export const LEVELS = ['bronze', 'silver', 'gold', 'platinum'] as const;
