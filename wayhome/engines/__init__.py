"""Pure computation: plain values in, plain values out; knows neither Django nor the rooms."""
