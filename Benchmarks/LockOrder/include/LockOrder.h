#ifndef LOCK_ORDER_H
#define LOCK_ORDER_H

/// Does nothing; using it links what LockOrder.c defines.
void lock_order_link(void);

#endif
