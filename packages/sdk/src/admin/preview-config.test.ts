import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { previewConfig } from './preview-config.ts';

const nothing = {
  name: 'Shop',
  is_enabled: true,
  allowed_domains: [],
  blocked_domains: [],
  branding: {},
  behavior: {},
  localization: {},
  features: {},
  working_hours: {},
  routing_rules: {},
  prechat: {},
  triggers: [],
};

describe('the preview of settings', () => {
  it('fills in what was never set, as a browser does', () => {
    const config = previewConfig(nothing);
    assert.equal(config.teamName, 'Shop');
    assert.equal(config.accent, null);
    assert.equal(config.prechat, null);
    assert.equal(config.behavior.reopenHours, 168);
    assert.equal(config.features.feedback, true);
  });

  it('says what was set', () => {
    const config = previewConfig({
      ...nothing,
      branding: { team_name: 'Northwind', accent: '#0b7285', launcher: { size: 72 } },
      prechat: { is_required: true, fields: [{ name: 'email', label: 'E-mail', kind: 'email' }] },
    });
    assert.equal(config.teamName, 'Northwind');
    assert.equal(config.accent, '#0b7285');
    assert.equal(config.launcher.size, 72);
    assert.equal(config.prechat?.isRequired, true);
    assert.equal(config.prechat.fields[0]?.kind, 'email');
  });
});
