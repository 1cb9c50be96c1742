package org.greenwave.sensors;

/**
 * A detection zone or lane of a unit.
 *
 * @param id its id in the role database
 * @param unit its unit's id
 * @param number its number in the unit, from 1
 * @param label what people call it; may be empty
 * @param periodSeconds length of its sample period; 0 while it collects nothing
 * @param history how many complete periods the device holds; 0 when it holds none, or nobody knows
 * @param classes how many classes the device counts, all classes together being the first
 */
public record Zone(
    int id, int unit, int number, String label, int periodSeconds, int history, int classes) {}
