internal import CLibical
