import { mount } from 'svelte';
import App from './App.svelte';
import { live } from './live/live.svelte';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';

live.open();
mount(App, { target: document.getElementById('app')! });
